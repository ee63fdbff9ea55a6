using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.SignIn.ProfileSessions;

/// <summary>What the page shows of a person's sessions.</summary>
public sealed record SessionsView
{
    public required IReadOnlyList<Session> Sessions { get; init; }

    /// <summary>The session that the page is seen in.</summary>
    public required Session Here { get; init; }

    /// <summary>Where the next ones are listed; null on the last page.</summary>
    public string? Older { get; init; }
    public bool IsFirst { get; init; } = true;
    public string? Problem { get; init; }
    public string? Done { get; init; }
    public required string FormToken { get; init; }

    public bool HasOthers => Sessions.Any(session => session.Sid != Here.Sid) || !IsFirst || Older is not null;
}
