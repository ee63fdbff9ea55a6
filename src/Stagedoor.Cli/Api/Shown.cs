using System.Text;
using System.Text.Json;

namespace Stagedoor.Cli.Api;

/// <summary>How the body of an answer is shown: laid out on a terminal, and byte by byte as it came to a program.</summary>
internal static class Shown
{
    public static async Task BodyAsync(Invocation call, ApiAnswer answer, CancellationToken cancellation)
    {
        if (answer.Body.Length == 0) return;
        if (answer.IsJson && call.Shell.OutputIsTerminal && Parse(answer.Body) is { } document)
        {
            using (document) call.Output.Document(document.RootElement.WriteTo);
            return;
        }

        if (call.Shell.OutputIsTerminal && !answer.IsJson && answer.Body.AsSpan().ContainsAnyInRange((byte)0, (byte)8)) throw new CommandException(ExitCode.Failed, "The answer is no text, and would spoil the terminal.", "Send it to a file: … > FILE");
        if (call.Shell.OutputIsTerminal) call.Output.Line(string.Join('\n', Encoding.UTF8.GetString(answer.Body).TrimEnd('\n').Split('\n').Select(Terminal.Output.Plain)));
        else
        {
            await call.Output.CopyAsync(answer.Body, cancellation);
            if (answer.IsJson && answer.Body[^1] != (byte)'\n') await call.Output.CopyAsync("\n"u8.ToArray(), cancellation);
        }
    }

    public static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
