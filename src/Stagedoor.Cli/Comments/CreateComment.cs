using System.CommandLine;
using System.Globalization;
using Stagedoor.Cli.Accounts;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Comments;

/// <summary><c>stagedoor comments create FILE TEXT</c>.</summary>
internal sealed class CreateComment() : AccountVerb("create", "Makes one.", "stagedoor comments create FILE \"The lamp is in the shot.\" --at 01:00:04:12")
{
    private readonly Argument<string> file = new("FILE") { Description = "The id of the file." };
    private readonly Argument<string> text = new("TEXT") { Description = "What it says; - takes standard input." };
    private readonly Option<string?> at = new("--at") { HelpName = "FRAME|TIMECODE", Description = "Where in the film: the number of a frame, or HH:MM:SS:FF." };

    protected override void Declare(Command command)
    {
        command.Add(file);
        command.Add(text);
        base.Declare(command);
        command.Add(at);
    }

    protected override async Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation)
    {
        var said = call.Get(text) is "-" ? (await call.Shell.Lines.ReadToEndAsync(cancellation)).TrimEnd() : call.Get(text)!;
        CommentTimestamp? place = call.Get(at) is not { } given ? null : long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var frame) ? new(frame) : new(given);
        var comment = await session.Frameio.Comments.CreateAsync(account, call.Get(file)!, new() { Text = said, Timestamp = place }, cancellation: cancellation);
        return CommentVerbs.Listing.WriteOne(call, comment, $"Created comment {comment.Id}.");
    }
}
