using Stagedoor.Server.Clients;

namespace Stagedoor.Server.SignIn.ProfileApplications;

/// <summary>One application that a person allowed something. The credential is null when it was deleted since.</summary>
public sealed record ConnectedApplication(Consents.Consent Consent, Client? Client, string? Publisher);

/// <summary>What the page shows of the applications that a person is connected to.</summary>
public sealed record ApplicationsView
{
    public required IReadOnlyList<ConnectedApplication> Applications { get; init; }

    /// <summary>Where the next ones are listed; null on the last page.</summary>
    public string? More { get; init; }
    public string? Problem { get; init; }
    public string? Done { get; init; }
    public required string FormToken { get; init; }
}
