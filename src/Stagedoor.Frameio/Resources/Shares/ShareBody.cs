using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary>What creation and change read alike.</summary>
internal static class ShareBody
{
    private const int LongestName = 175, LongestDescription = 640, LongestPassphrase = 255;

    /// <param name="data">The body's data.</param>
    /// <param name="isNew">Whether a share is made, for which some members are needed.</param>
    public static ShareChange Read(Fields data, bool isNew) => new()
    {
        Name = (data.Has("name"), Name(data, isNew)),
        Access = data.OneOf("access", Share.Accesses, required: isNew),
        Description = (data.Has("description"), data.Text("description", nullable: true, least: isNew ? 0 : 1, most: LongestDescription)),
        Downloading = data.Flag("downloading_enabled"),
        Expires = (data.Has("expiration"), data.Time("expiration", nullable: true)),
        Passphrase = (data.Has("passphrase"), data.Text("passphrase", nullable: true, most: LongestPassphrase) is { Length: > 0 } passphrase ? new Secret(passphrase) : null),
    };

    private static string? Name(Fields data, bool isNew)
    {
        var name = data.Text("name", required: isNew, nullable: !isNew, least: 1, most: LongestName);
        if (name is not null && (string.IsNullOrWhiteSpace(name) || name.AsSpan().ContainsAny('\n', '\r'))) data.Refuse("name", "A name has at least one character that is no white space, and no line breaks");
        return name;
    }
}
