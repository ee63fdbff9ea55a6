namespace Stagedoor.Frameio.Resources.Accounts;

internal static class AccountOperations
{
    public static readonly Operation[] All = [ListAccounts.Operation];
}
