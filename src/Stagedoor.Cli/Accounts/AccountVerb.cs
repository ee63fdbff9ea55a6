using System.CommandLine;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Accounts;

/// <summary>A verb about one account: the one of <c>--account</c>, <c>STAGEDOOR_ACCOUNT</c> or the profile, or the only one there is.</summary>
internal abstract class AccountVerb(string name, string description, params string[] examples) : Verb(name, description, examples)
{
    private readonly Option<string?> account = new("--account") { HelpName = "ID", Description = "The account. Without it STAGEDOOR_ACCOUNT, then the profile's, then the only one there is." };

    protected override void Declare(Command command) => command.Add(account);

    protected sealed override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        using var session = call.OpenSession();
        return await RunAsync(call, session, await AccountAsync(call, session, cancellation), cancellation);
    }

    protected abstract Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation);

    private async Task<FrameioId> AccountAsync(Invocation call, Session session, CancellationToken cancellation)
    {
        if ((call.Get(account) ?? call.Profile.Account) is { Length: > 0 } given) return given;
        var all = new List<Account>();
        await foreach (var one in session.Frameio.Accounts.List().WithCancellation(cancellation)) all.Add(one);
        return all switch
        {
            [var only] => only.Id,
            [] => throw new CommandException(ExitCode.NotFound, "This identity is in no account.", "Ask an owner of the account for an invitation, or see who is signed in: stagedoor whoami."),
            _ => throw new CommandException(ExitCode.Usage, $"There are several accounts: {string.Join(", ", all.Take(10).Select(static one => $"{one.DisplayName} ({one.Id})"))}.", "Add --account ID, or set STAGEDOOR_ACCOUNT."),
        };
    }
}
