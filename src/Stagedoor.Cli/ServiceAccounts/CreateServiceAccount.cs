using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.ServiceAccounts;

/// <summary><c>stagedoor service-accounts create</c>: for a credential that has none. One with the Frame.io API gets its own when it is made.</summary>
internal sealed class CreateServiceAccount() : ManagementVerb("create", "Lets a server-to-server credential that has no service account user act as one.", "stagedoor service-accounts create --credential CLIENT_ID --name \"Night shift\"")
{
    private readonly Option<string> credential = new("--credential") { HelpName = "CLIENT_ID", Required = true, Description = "The client id of the server-to-server credential." };
    private readonly Option<string?> name = new("--name") { HelpName = "NAME", Description = "What it is called. Without it the next default name." };
    private readonly Option<string?> role = new("--role") { HelpName = "ROLE", Description = "Its role in the account: member (the usual one), admin or reviewer." };

    protected override void Declare(Command command)
    {
        foreach (var option in new Option[] { credential, name, role }) command.Add(option);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var made = await client.SendAsync(
            HttpMethod.Post,
            ServiceAccountVerbs.Path,
            writer =>
            {
                writer.WriteString("credential", call.Get(credential));
                if (call.Get(role) is { } asked) writer.WriteString("account_role", asked);
            },
            cancellation);
        if (call.Get(name) is { } chosen) made = await RenameServiceAccount.RenameAsync(client, made.Text("id"), chosen, cancellation);
        return ServiceAccountVerbs.Listing.WriteOne(call, made, $"{ServiceAccountVerbs.Name(made)} acts for {Terminal.Output.Plain(made.Text("credential"))}: {Terminal.Output.Plain(made.Text("id"))}");
    }
}
