using System.Security.Cryptography;
using System.Text;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Clients;

/// <summary>Where the answers of a credential may go: the rules of its kind and status over what it has registered.</summary>
public static class ClientRedirects
{
    /// <summary>The proven redirect URI, or null when it is not one of the client's. Without one sent: the default, else the only one.</summary>
    public static string? Resolve(Client client, string? sent)
    {
        if (!client.Kind.HasRedirectUris) return null;
        sent ??= Default(client);
        return sent is not null && Of(client).Match(sent) ? sent : null;
    }

    /// <summary>What <see cref="Resolve"/> says of a URI that is sent, and why; null where the kind has no redirect URIs.</summary>
    public static RedirectVerdict? Judge(Client client, string sent) => client.Kind.HasRedirectUris ? Of(client).Judge(sent) : null;

    /// <summary>Whether a request must say which URI it means, because there is more than one (OIDC Core §3.1.2.1, RFC 6749 §3.1.2.3).</summary>
    public static bool MustBeSent(Client client) => Whole(client.Settings).Distinct().Count() != 1 || client.Settings.RedirectUriPatterns.Length > 0;

    /// <summary>Whether a page of this origin may read answers meant for the credential.</summary>
    public static bool AllowsOrigin(Client client, string origin) => client.Kind is { HasRedirectUris: true, PrivateUseSchemes: false } && Of(client).MatchOrigin(origin);

    /// <summary>The origins that <see cref="AllowsOrigin"/> says yes to, any port as a star.</summary>
    public static IEnumerable<string> OriginsOf(string clientId, ApplicationKind kind, ClientSettings settings) => kind is { HasRedirectUris: true, PrivateUseSchemes: false }
        ? new RedirectUris(Rules(clientId, kind, settings.Status), Whole(settings), settings.RedirectUriPatterns).Origins
        : [];

    /// <summary>The post-logout URI when it is registered exactly so, OIDC RP-Initiated Logout §2.1; null otherwise.</summary>
    public static string? ResolvePostLogout(Client client, string sent) =>
        client.Kind.HasRedirectUris && client.Settings.PostLogoutRedirectUris.Contains(sent, StringComparer.Ordinal) && RedirectUris.WhatIsWrongWithUri(RulesOf(client), sent) is null ? sent : null;

    /// <summary>The URI that every native application has without asking, ims.md §2.2.</summary>
    public static string AssignedUri(string clientId) =>
        $"adobe+{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("stagedoor:native:" + clientId)).AsSpan(0, 20))}://adobeid/{clientId}";

    /// <summary>A sentence about the first URI or pattern that a credential of this kind may not have; null when all may be registered.</summary>
    public static string? WhatIsWrongWith(string clientId, ApplicationKind kind, ClientSettings settings)
    {
        var all = Whole(settings).Concat(settings.PostLogoutRedirectUris).ToList();
        if (!kind.HasRedirectUris) return all.Count + settings.RedirectUriPatterns.Length > 0 ? $"A {kind.Title} credential has no redirect URIs." : null;
        if (all.Count > RedirectUris.MaxCount) return $"A credential has at most {RedirectUris.MaxCount} redirect URIs.";
        var rules = Rules(clientId, kind, settings.Status);
        return (settings.DefaultRedirectUri is { } standard ? RedirectUris.WhatIsWrongWithDefault(rules, standard) : null)
            ?? all.Select(uri => RedirectUris.WhatIsWrongWithUri(rules, uri)).FirstOrDefault(wrong => wrong is not null)
            ?? RedirectUris.WhatIsWrongWithPatterns(rules, settings.RedirectUriPatterns);
    }

    private static string? Default(Client client) => client.Settings.DefaultRedirectUri ?? (client.Settings.RedirectUris is [var only] ? only : null);

    private static IEnumerable<string> Whole(ClientSettings settings) => settings.DefaultRedirectUri is { } standard ? settings.RedirectUris.Prepend(standard) : settings.RedirectUris;

    private static RedirectUris Of(Client client)
    {
        var whole = Whole(client.Settings);
        return new(RulesOf(client), client.Kind.PrivateUseSchemes ? whole.Append(AssignedUri(client.ClientId)) : whole, client.Settings.RedirectUriPatterns);
    }

    private static RedirectRules RulesOf(Client client) => Rules(client.ClientId, client.Kind, client.Settings.Status);

    private static RedirectRules Rules(string clientId, ApplicationKind kind, ClientStatus status) => new()
    {
        Web = !kind.PrivateUseSchemes,
        PrivateUseSchemes = kind.PrivateUseSchemes,
        LoopbackOnAnyPort = kind.LoopbackOnAnyPort,
        InDevelopment = status == ClientStatus.InDevelopment,
        ClientId = clientId,
    };
}
