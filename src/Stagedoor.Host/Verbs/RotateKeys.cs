using System.CommandLine;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Host.Verbs;

/// <summary>Makes new signing keys now.</summary>
internal sealed class RotateKeys() : Verb("rotate", "Make new signing keys, which sign from now on. Tokens signed before work until their end.")
{
    private readonly Option<bool> withdraw = new("--withdraw") { Description = "Withdraw the present keys as well: everything that they signed is dead within a second." };

    protected override void Declare(Command command) => command.Add(withdraw);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<KeyRotation>().RotateAsync(arguments.GetValue(withdraw), cancellation);
        Say(arguments.GetValue(withdraw) ? "New keys sign; the old ones are withdrawn." : "New keys sign; the old ones stay published until their tokens have ended.");
        return 0;
    }
}
