using System.Text.Json;

namespace Stagedoor.Cli.Seeds;

/// <summary>A seed file as it is sent: <c>env:NAME</c> and <c>file:PATH</c> are looked up here, on this machine, and stand in it as values. Its form is the server's to judge.</summary>
internal static class SeedText
{
    private const int LongestFile = 64 * 1024, Longest = 16 * 1024 * 1024;

    public static byte[] Read(Shell shell, string path)
    {
        if (!File.Exists(path)) throw new CommandException(ExitCode.Usage, $"There is no file {path}.", "stagedoor apply seed.json");
        if (new FileInfo(path).Length > Longest) throw new CommandException(ExitCode.Usage, $"{path} is larger than 16 MB.", "Apply it in parts.");
        try
        {
            using var seed = JsonDocument.Parse(File.ReadAllBytes(path), new() { CommentHandling = JsonCommentHandling.Disallow });
            using var text = new MemoryStream();
            using (var writer = new Utf8JsonWriter(text)) Write(writer, seed.RootElement, new(shell, Path.GetDirectoryName(Path.GetFullPath(path))!));
            return text.ToArray();
        }
        catch (JsonException problem)
        {
            throw new CommandException(ExitCode.Usage, $"{path} is not JSON: line {(problem.LineNumber ?? 0) + 1}.", "Mend it there; docs/how-to/command-line.md shows the form.");
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, Elsewhere elsewhere)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, elsewhere);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item, elsewhere);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(elsewhere.Find(value.GetString()!));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private sealed class Elsewhere(Shell shell, string folder)
    {
        public string Find(string text)
        {
            if (text.StartsWith("env:", StringComparison.Ordinal)) return shell.Environment.TryGetValue(text[4..], out var value) ? value : throw new CommandException(ExitCode.Usage, $"The seed names the environment variable {text[4..]}, which is not set.", $"Set {text[4..]}.");
            if (!text.StartsWith("file:", StringComparison.Ordinal)) return text;
            var path = Path.Combine(folder, text[5..]);
            if (!File.Exists(path)) throw new CommandException(ExitCode.Usage, $"The seed names the file {path}, which is not there.", "A path in a seed counts from the seed's folder.");
            return new FileInfo(path).Length > LongestFile ? throw new CommandException(ExitCode.Usage, $"The seed names {path}, which is larger than 64 kB.", "A value is a password or a secret.") : File.ReadAllText(path).TrimEnd('\r', '\n');
        }
    }
}
