using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Keys;

/// <summary>Breaks the rule of capabilities: a lower one names a higher one, in a lambda.</summary>
public static class Key
{
    public static Func<object, bool> Looks => value => value is Token;
}
