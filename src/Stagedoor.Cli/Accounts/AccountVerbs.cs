namespace Stagedoor.Cli.Accounts;

/// <summary><c>stagedoor accounts …</c>.</summary>
internal static class AccountVerbs
{
    public static VerbGroup Group => new("accounts", "The accounts that the identity is in.", new ListAccounts());
}
