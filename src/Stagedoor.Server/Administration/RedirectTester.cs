using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Administration;

/// <summary>What would become of a redirect URI that an application sends, by the rule of the authorization endpoint itself.</summary>
public sealed class RedirectTester(Credentials credentials)
{
    public async ValueTask<Outcome<RedirectTrial>> TestAsync(Administrator administrator, string id, string? sent, CancellationToken cancellation)
    {
        if ((await credentials.OpenAsync(administrator, Act.ReadCredential, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (string.IsNullOrWhiteSpace(sent)) return Objection.Invalid("redirect_uri", "no_redirect_uri", "Say which redirect URI is to be tested.");
        return ClientRedirects.Judge(card.Client, sent) is { } verdict
            ? new RedirectTrial(sent, verdict)
            : Objection.Conflict("no_redirect_uris", $"A {card.Client.Kind.Title} credential has no redirect URIs: nobody signs in through it.");
    }
}

/// <summary>A URI that was tried, and what came of it.</summary>
public sealed record RedirectTrial(string Sent, RedirectVerdict Verdict);
