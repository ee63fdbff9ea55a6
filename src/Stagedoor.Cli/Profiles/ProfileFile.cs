using System.Text.Json;

namespace Stagedoor.Cli.Profiles;

/// <summary>The profiles of this person: <c>config.json</c> in the configuration folder. Plain JSON, meant to be read and edited; it never holds a secret.</summary>
internal sealed class ProfileFile
{
    private const int Longest = 1024 * 1024;

    private readonly string path;
    private readonly SortedDictionary<string, Profile> profiles = new(StringComparer.Ordinal);

    private ProfileFile(string path) => this.path = path;

    /// <summary>The profile that counts where none is named.</summary>
    public string Default { get; set; } = Profile.UsualName;

    public IEnumerable<Profile> All => profiles.Values;

    public static string PathIn(Shell shell) => Path.Combine(shell.ConfigFolder, "config.json");

    public static ProfileFile Read(Shell shell)
    {
        var file = new ProfileFile(PathIn(shell));
        byte[] bytes;
        try
        {
            if (new FileInfo(file.path).Length > Longest) throw Broken(file.path, "it is far too long");
            bytes = File.ReadAllBytes(file.path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return file;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 });
            file.Read(document.RootElement);
            return file;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw Broken(file.path, broken.Message.Split('\n')[0]);
        }
    }

    public Profile? Find(string name) => profiles.GetValueOrDefault(name);

    /// <summary>Puts a profile into the file, in place of one of the same name, as a whole.</summary>
    public void Save(Profile profile)
    {
        profiles[profile.Name] = profile;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = path + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using (var writer = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Write(writer);
            stream.Write("\n"u8);
        }

        File.Move(next, path, overwrite: true);
    }

    private void Read(JsonElement root)
    {
        if (root.TryGetProperty("default_profile", out var usual)) Default = usual.GetString() ?? Profile.UsualName;
        if (!root.TryGetProperty("profiles", out var all)) return;
        foreach (var one in all.EnumerateObject())
        {
            profiles[one.Name] = new(one.Name)
            {
                Kind = Text(one.Value, "kind") switch
                {
                    null or "person" => CredentialKind.Person,
                    "service_account" => CredentialKind.ServiceAccount,
                    var other => throw Broken(path, $"kind is \"{other}\", and may be person or service_account"),
                },
                Issuer = Text(one.Value, "issuer"),
                ClientId = Text(one.Value, "client_id"),
                RedirectUri = Text(one.Value, "redirect_uri"),
                Api = Text(one.Value, "api"),
                Account = Text(one.Value, "account"),
                Scopes = (Text(one.Value, "scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            };
        }
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("default_profile", Default);
        writer.WriteStartObject("profiles");
        foreach (var profile in profiles.Values)
        {
            writer.WriteStartObject(profile.Name);
            writer.WriteString("kind", profile.Kind == CredentialKind.Person ? "person" : "service_account");
            Text(writer, "issuer", profile.Issuer);
            Text(writer, "client_id", profile.ClientId);
            Text(writer, "redirect_uri", profile.RedirectUri);
            Text(writer, "api", profile.Api);
            Text(writer, "account", profile.Account);
            Text(writer, "scope", profile.Scopes.Count == 0 ? null : string.Join(' ', profile.Scopes));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null) writer.WriteString(name, value);
    }

    private static CommandException Broken(string path, string why) => new(ExitCode.Usage, $"{path} cannot be read: {why}.", "Correct the file, or delete it and sign in again.");
}
