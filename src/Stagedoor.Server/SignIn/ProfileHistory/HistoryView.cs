using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.SignIn.ProfileHistory;

/// <summary>One line of the history: what happened, in words.</summary>
public sealed record HistoryLine(SignInRecord Record, string What, string? How, string? Application);

/// <summary>What the page shows of a person's sign-ins.</summary>
public sealed record HistoryView
{
    public required IReadOnlyList<HistoryLine> Lines { get; init; }

    /// <summary>Where older ones are listed; null on the last page.</summary>
    public string? Older { get; init; }
    public bool IsFirst { get; init; }
}
