namespace Stagedoor.Architecture.Tests;

/// <summary>Fails with every violation, one a line.</summary>
public static class Rule
{
    public static void HasNoViolation(IEnumerable<string> violations)
    {
        if (violations.Distinct().ToList() is { Count: > 0 } found) Assert.Fail(string.Join(Environment.NewLine, found.Prepend($"{found.Count} violation(s):")));
    }
}
