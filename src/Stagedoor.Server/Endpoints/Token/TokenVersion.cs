using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints.Token;

/// <summary>What differs between the token endpoint's paths (ims.md §1.3).</summary>
internal sealed record TokenVersion(string Path, Dialect Dialect)
{
    /// <summary>v1: milliseconds, no Basic, and profile fields in the answer.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Factor of <c>expires_in</c> over seconds.</summary>
    public long Unit => IsFirst ? 1000 : 1;

    public static readonly TokenVersion[] All =
    [
        new("/ims/token", Dialect.Ims) { IsFirst = true },
        new("/ims/token/v1", Dialect.Ims) { IsFirst = true },
        new("/ims/token/v2", Dialect.Ims),
        new("/ims/token/v3", Dialect.Ims),
        new("/ims/token/v4", Dialect.Ims),
        new("/oauth2/token", Dialect.Standard),
    ];
}
