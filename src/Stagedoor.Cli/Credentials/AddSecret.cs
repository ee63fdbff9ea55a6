using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Credentials;

/// <summary><c>stagedoor credentials secrets add CLIENT_ID</c>.</summary>
internal sealed class AddSecret() : ManagementVerb("add", "Adds one, and prints its value this once. The older ones keep working.", "stagedoor credentials secrets add CLIENT_ID --name deploy-2 > secret.txt")
{
    private readonly Argument<string> id = Secrets.ClientId();
    private readonly Option<string?> name = new("--name") { HelpName = "NAME", Description = "What it is called. Without it the day." };
    private readonly Option<string?> ends = new("--expires-in") { HelpName = "DURATION", Description = "How long it lives, as 90d, 12h or 30m. Without it, it does not end." };

    protected override void Declare(Command command)
    {
        command.Add(id);
        command.Add(name);
        command.Add(ends);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var end = call.Get(ends) is { } life ? call.Shell.Time.GetUtcNow() + Duration.Read(life) : (DateTimeOffset?)null;
        var made = await Secrets.AddAsync(client, call.Get(id), call.Get(name), end, cancellation);
        if (call.Output.Json) call.Output.Document(made.WriteTo);
        else Secrets.Show(call, made, "The new secret, shown this once:");
        return ExitCode.Done;
    }
}
