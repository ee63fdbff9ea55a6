using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.ServiceAccounts;

/// <summary><c>stagedoor service-accounts delete ID</c>: says first what there is of its making.</summary>
internal sealed class DeleteServiceAccount() : ManagementVerb("delete", "Deletes one and revokes its credential, for good. What it made stays under its name.", "stagedoor service-accounts delete ID", "stagedoor service-accounts delete ID --yes")
{
    private readonly Argument<string> id = new("ID") { Description = "Its id: 24 hex digits and @techacct.adobe.com." };
    private readonly Option<bool> yes = Confirmation.Yes();

    protected override void Declare(Command command)
    {
        command.Add(id);
        command.Add(yes);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var path = $"{ServiceAccountVerbs.Path}/{ManagementClient.Place(call.Get(id))}";
        var one = await client.GetAsync(path, cancellation);
        var work = await client.GetAsync(path + "/work", cancellation);
        var name = one.Text("name") ?? "";
        Confirmation.Ask(
            call,
            call.Get(yes),
            $"{ServiceAccountVerbs.Name(one)} is deleted for good, and its credential {Terminal.Output.Plain(one.Text("credential"))} is revoked with {work.Text("live_secrets")} live secrets. Its {work.Text("assets")} files and folders, {work.Text("comments")} comments and {work.Text("shares")} shares stay under its name; {work.Text("webhooks")} webhooks and {work.Text("custom_actions")} custom actions rest.",
            name);
        await client.SendAsync(HttpMethod.Delete, path, cancellation);
        return ServiceAccountVerbs.Listing.WriteOne(call, one, $"{ServiceAccountVerbs.Name(one)} is deleted.");
    }
}
