namespace Stagedoor.Server.Consoles;

/// <summary>What a page asks to be confirmed.</summary>
public sealed record ConfirmView : ConsoleView
{
    public required string Title { get; init; }
    public required string Here { get; init; }
    public IReadOnlyList<Crumb> Crumbs { get; init; } = [];
    public required string Lead { get; init; }

    /// <summary>What will stop working, counted.</summary>
    public IReadOnlyList<string> Effects { get; init; } = [];

    /// <summary>The name that must be typed; null where a click is enough.</summary>
    public string? NameToType { get; init; }

    /// <summary>False when something is in the way: the page says what, and offers nothing.</summary>
    public bool IsPossible { get; init; } = true;
    public required string Action { get; init; }
    public required string Back { get; init; }
    public required string Button { get; init; }

    /// <summary>The version that was looked at.</summary>
    public long Version { get; init; }

    /// <summary>Whether what was typed is the name, as the page shows it.</summary>
    public static bool Matches(string typed, string name) => string.Equals(Pages.DisplayName.Of(typed), Pages.DisplayName.Of(name), StringComparison.Ordinal);
}
