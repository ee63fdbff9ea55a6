using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.SignIn.ProfileApplications;

/// <summary>One application that a person allowed something, or a service account that may act for the person. The credential is null when it was deleted since.</summary>
public sealed record ConnectedApplication(Consents.Consent Consent, Client? Client, ServiceAccount? Acting, string? Publisher)
{
    /// <summary>The name that people know it by: a service account's is never its credential's (design §6).</summary>
    public string Name => Acting?.Name ?? Client?.Name ?? Consent.ClientId;
}

/// <summary>What the page shows of the applications that a person is connected to.</summary>
public sealed record ApplicationsView
{
    public required IReadOnlyList<ConnectedApplication> Applications { get; init; }

    /// <summary>Where the next ones are listed; null on the last page.</summary>
    public string? More { get; init; }
    /// <summary>The name of the person, as what is done for them shows it.</summary>
    public required string Person { get; init; }
    public string? Problem { get; init; }
    public string? Done { get; init; }
    public required string FormToken { get; init; }
}
