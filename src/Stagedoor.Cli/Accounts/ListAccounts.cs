using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Accounts;

/// <summary><c>stagedoor accounts list</c>.</summary>
internal sealed class ListAccounts() : Verb("list", "Lists them.", "stagedoor accounts list", "stagedoor accounts list --json | jq -r '.[].id'")
{
    private static readonly Listing<Account> Listing = new(
        ["ID", "NAME", "ROLES", "STORAGE"],
        static account => [account.Id.ToString(), account.DisplayName, string.Join(' ', account.Roles), Size.Of(account.StorageUsage)],
        static (writer, account) =>
        {
            writer.WriteString("id", account.Id.ToString());
            writer.WriteString("display_name", account.DisplayName);
            writer.WriteStartArray("roles");
            foreach (var role in account.Roles) writer.WriteStringValue(role.ToString());
            writer.WriteEndArray();
            writer.WriteNumber("storage_usage", account.StorageUsage);
        });

    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        using var session = call.OpenSession();
        return await Listing.WriteAsync(call, session.Frameio.Accounts.List(), cancellation);
    }
}
