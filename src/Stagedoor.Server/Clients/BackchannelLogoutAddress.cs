using Stagedoor.Egress;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Clients;

/// <summary>Where a credential hears of sign-outs, OIDC Back-Channel Logout 1.0 §2.2: an address that this server sends to, so what is known to lead inside is refused at once (attack H1).</summary>
public static class BackchannelLogoutAddress
{
    /// <summary>A sentence; null when it may be registered, or there is none.</summary>
    public static string? WhatIsWrongWith(ApplicationKind kind, ClientSettings settings)
    {
        if (settings.BackchannelLogoutUri is not { } address) return null;
        if (!kind.ActsAsPerson) return $"A {kind.Title} credential has no back-channel logout address: nobody signs in to it.";
        return Destination.Read(address, new(AllowLoopback: settings.Status == ClientStatus.InDevelopment)).Problem is { } problem ? $"The back-channel logout address {problem}." : null;
    }
}
