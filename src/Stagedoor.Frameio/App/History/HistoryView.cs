using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.App.History;

/// <summary>What the activity page shows.</summary>
public sealed record HistoryView
{
    public required AppVisit Visit { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required HistoryQuery Asked { get; init; }

    /// <summary>Whose acts are shown, where one was asked for and the account knows them.</summary>
    public DirectoryUser? Who { get; init; }

    public required IReadOnlyList<HistoryLine> Lines { get; init; }

    public string? Newest { get; init; }

    public string? Older { get; init; }
}

/// <summary>One thing that was done, by <paramref name="Subject"/>, or by <paramref name="Acting"/> for them.</summary>
public sealed record HistoryLine(ActivityRecord Record, HistoryParty Subject, HistoryParty? Acting)
{
    /// <summary>From where; for owners and admins of the account.</summary>
    public string? Address { get; init; }

    /// <summary>Where there is more of it to see.</summary>
    public string? Path { get; init; }
}

/// <summary>Who did something: the name that they have now, and the address of what else they did. Without a name they are gone.</summary>
public sealed record HistoryParty(string? Name, bool IsServiceAccount, string? Path);
