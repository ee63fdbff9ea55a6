using System.CommandLine;
using Stagedoor.Cli.Accounts;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Comments;

/// <summary><c>stagedoor comments list FILE</c>.</summary>
internal sealed class ListComments() : AccountVerb("list", "Lists them.", "stagedoor comments list FILE")
{
    private readonly Argument<string> file = new("FILE") { Description = "The id of the file." };

    protected override void Declare(Command command)
    {
        command.Add(file);
        base.Declare(command);
    }

    protected override Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation) =>
        CommentVerbs.Listing.WriteAsync(call, session.Frameio.Comments.List(account, call.Get(file)!, new() { Include = CommentIncludes.Owner }), cancellation);
}
