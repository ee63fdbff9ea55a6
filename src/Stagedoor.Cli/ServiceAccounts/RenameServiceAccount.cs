using System.CommandLine;
using System.Text.Json;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.ServiceAccounts;

/// <summary><c>stagedoor service-accounts rename ID NAME</c>.</summary>
internal sealed class RenameServiceAccount() : ManagementVerb("rename", "Gives one another name. What it did before shows the new one; the audit keeps the old.", "stagedoor service-accounts rename ID \"Dailies bot\"")
{
    private readonly Argument<string> id = new("ID") { Description = "Its id: 24 hex digits and @techacct.adobe.com." };
    private readonly Argument<string> name = new("NAME") { Description = "The new name: 1 to 100 characters, of nobody else in the account." };

    public static Task<JsonElement> RenameAsync(ManagementClient client, string? id, string name, CancellationToken cancellation) =>
        client.SendAsync(HttpMethod.Patch, $"{ServiceAccountVerbs.Path}/{ManagementClient.Place(id)}", writer => writer.WriteString("name", name), cancellation);

    protected override void Declare(Command command)
    {
        command.Add(id);
        command.Add(name);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var renamed = await RenameAsync(client, call.Get(id), call.Get(name)!, cancellation);
        return ServiceAccountVerbs.Listing.WriteOne(call, renamed, $"It is called {ServiceAccountVerbs.Name(renamed)} now.");
    }
}
