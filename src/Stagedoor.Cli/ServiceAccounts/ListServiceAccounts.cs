using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.ServiceAccounts;

/// <summary><c>stagedoor service-accounts list</c>.</summary>
internal sealed class ListServiceAccounts() : ManagementVerb("list", "Lists them.", "stagedoor service-accounts list", "stagedoor service-accounts list --idle --json | jq -r '.[].name'")
{
    private readonly Option<string?> text = new("--text") { HelpName = "TEXT", Description = "Only those with this in their name." };
    private readonly Option<string?> status = new("--status") { HelpName = "STATUS", Description = "Only those that are active, disabled or revoked." };
    private readonly Option<bool> idle = new("--idle") { Description = "Only those that did nothing for 90 days." };
    private readonly Option<bool> nearExpiry = new("--secret-near-expiry") { Description = "Only those with a secret that ends within 14 days." };
    private readonly Option<bool> withoutOwner = new("--without-owner") { Description = "Only those that nobody active owns." };

    protected override void Declare(Command command)
    {
        status.AcceptOnlyFromAmong("active", "disabled", "revoked");
        foreach (var option in new Option[] { text, status, idle, nearExpiry, withoutOwner }) command.Add(option);
        base.Declare(command);
    }

    protected override Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation) => ServiceAccountVerbs.Listing.WriteAsync(
        call,
        client.ListAsync(
            ServiceAccountVerbs.Path,
            [("text", call.Get(text)), ("status", call.Get(status)), ("inactive", Only(call, idle)), ("secret_near_expiry", Only(call, nearExpiry)), ("without_owner", Only(call, withoutOwner))],
            cancellation),
        cancellation);

    private static string? Only(Invocation call, Option<bool> option) => call.Get(option) ? "true" : null;
}
