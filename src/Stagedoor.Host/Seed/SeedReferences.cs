using System.Text.Json;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Host.Seed;

/// <summary>Where a value may stand instead of in the seed: <c>env:NAME</c>, or <c>file:PATH</c> beside the seed.</summary>
internal sealed class SeedReferences(string folder, Func<string, string?> environment)
{
    private const int LongestFile = 64 * 1024;

    /// <summary>The value meant: a <see cref="SeedValue"/>.</summary>
    public (string Value, bool IsLiteral) Resolve(string text)
    {
        if (text.StartsWith(SeedForm.FromEnvironment, StringComparison.Ordinal)) return (environment(text[4..]) ?? throw new JsonException($"names the environment variable {text[4..]}, which is not set"), false);
        return text.StartsWith(SeedForm.FromFile, StringComparison.Ordinal) ? (ReadFile(Path.Combine(folder, text[5..])), false) : (text, true);
    }

    private static string ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LongestFile) throw new JsonException($"names {path}, which is larger than {LongestFile} bytes");
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new JsonException($"names a file that cannot be read: {problem.Message}");
        }
    }
}
