namespace Stagedoor.Server.Consoles;

/// <summary>What every page of a console knows: who looks, what was done or not done just now, and the token of its form.</summary>
public abstract record ConsoleView
{
    public required ConsoleVisit Visit { get; init; }

    /// <summary>Why something was not done.</summary>
    public string? Problem { get; init; }

    /// <summary>What was done.</summary>
    public string? Done { get; init; }

    public string FormToken { get; init; } = "";
}

/// <summary>A place above the one where somebody is.</summary>
public sealed record Crumb(string Name, string Path);
