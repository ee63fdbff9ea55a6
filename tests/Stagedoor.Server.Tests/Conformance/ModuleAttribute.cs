using Xunit.v3;

namespace Stagedoor.Server.Tests.Conformance;

/// <summary>The certification plan that a class replays.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlanAttribute(string name, string title, string prefix) : Attribute
{
    public string Name { get; } = name;

    public string Title { get; } = title;

    /// <summary>What the suite puts before the names of the plan's modules.</summary>
    public string Prefix { get; } = prefix;
}

/// <summary>One module of a plan. Green is a pass, unless the module's feature is refused by design or does not apply: then the test holds the server to that, and the reason is published.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModuleAttribute(string name) : Attribute, ITraitAttribute
{
    public string Name { get; } = name;

    public string? RefusedByDesign { get; init; }

    public string? NotApplicable { get; init; }

    public string Outcome => RefusedByDesign is { } refused ? $"refused by design: {refused}" : NotApplicable is { } reason ? $"not applicable: {reason}" : "pass";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("module", Name)];
}
