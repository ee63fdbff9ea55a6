using System.Net.Http.Headers;

namespace Stagedoor.Client.Authentication;

/// <summary>An access token and how long it lives. Its text cannot reach a log by accident: <see cref="ToString"/> is redacted.</summary>
public sealed class AccessToken
{
    private readonly string value;

    /// <summary>A token that came from elsewhere.</summary>
    /// <param name="value">The token itself.</param>
    /// <param name="expiresAt">When it ends; leave it out where nobody knows.</param>
    /// <param name="scopes">What it was granted for.</param>
    public AccessToken(string value, DateTimeOffset? expiresAt = null, IEnumerable<string>? scopes = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        this.value = value;
        ExpiresAt = expiresAt ?? DateTimeOffset.MaxValue;
        Scopes = [.. scopes ?? []];
        Header = new("Bearer", value);
    }

    /// <summary>When it ends, by this machine's clock.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>What it was granted for; empty where the issuer did not say.</summary>
    public IReadOnlyList<string> Scopes { get; }

    internal AuthenticationHeaderValue Header { get; }

    /// <summary>The token itself. Call only where it is sent.</summary>
    public string Reveal() => value;

    /// <summary>Whether both are the same token.</summary>
    /// <param name="other">The other one.</param>
    public bool IsSameAs(AccessToken? other) => other is not null && (ReferenceEquals(this, other) || string.Equals(value, other.value, StringComparison.Ordinal));

    /// <summary>Says when it ends and nothing that opens anything.</summary>
    public override string ToString() => $"(an access token, redacted, until {ExpiresAt:u})";
}
