using System.CommandLine;
using System.Text.Json;

namespace Stagedoor.Cli.Management;

/// <summary>A verb that does one thing to what is there.</summary>
internal sealed class ActOnOne(string name, string description, string example, string idName, string idIs, string path, Func<JsonElement, string> said) : ManagementVerb(name, description, example)
{
    private readonly Argument<string> id = new(idName) { Description = idIs };

    protected override void Declare(Command command)
    {
        command.Add(id);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var done = await client.SendAsync(HttpMethod.Post, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, ManagementClient.Place(call.Get(id))), cancellation);
        if (call.Output.Json) call.Output.Document(done.WriteTo);
        else call.Output.Line(said(done));
        return ExitCode.Done;
    }
}
