using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.Integrations;

/// <summary>A page of one of the two lists.</summary>
public sealed record IntegrationList(IReadOnlyList<IntegrationCard> Items, string? Next, bool IsFirst);

/// <summary>What the organization lets its people allow, what is listed, and what they ask for.</summary>
public sealed record IntegrationsView : ConsoleView
{
    public required Administration.Integrations Integrations { get; init; }
    public required IntegrationList Listed { get; init; }
    public required IntegrationList AskedFor { get; init; }
}

/// <summary>A choice of policy, and what it would stop.</summary>
public sealed record PolicyChoice(IntegrationPolicy Policy, IntegrationUse Stops);

public sealed record PolicyView : ConsoleView
{
    public required long Version { get; init; }
    public required IntegrationPolicy Now { get; init; }
    public required IReadOnlyList<PolicyChoice> Choices { get; init; }
}

/// <summary>A client id that is to be listed.</summary>
public sealed record ListApplicationView : ConsoleView
{
    public required long Version { get; init; }
    public required string Typed { get; init; }
}

/// <summary>One application that people asked for.</summary>
public sealed record IntegrationRequestView : ConsoleView
{
    public required IntegrationCard Card { get; init; }
    public required IReadOnlyList<ProductHolder> Askers { get; init; }
    public string? Next { get; init; }
    public required long Version { get; init; }
}
