using Xunit.v3;

namespace Stagedoor.TestKit;

/// <summary>The document and section that a test holds the server to: a trait, so that a section's tests can be run and listed.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class SpecAttribute(string document, string section) : Attribute, ITraitAttribute
{
    public string Document { get; } = document;

    public string Section { get; } = section;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("spec", $"{Document} §{Section}")];
}

/// <summary>The row of <c>docs/attacks.md</c> that a test answers.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class AttackAttribute(string row) : Attribute, ITraitAttribute
{
    public string Row { get; } = row;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("attack", Row)];
}

/// <summary>A test that <c>./test --all</c> runs and <c>./test</c> leaves out.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SlowAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("speed", "slow")];
}
