using System.CommandLine;
using System.Text;

namespace Stagedoor.Cli.Api;

/// <summary><c>stagedoor api post|put|patch|delete PATH</c>.</summary>
internal sealed class SendRequest(string name, string description, string example) : ApiRequestVerb(name, description, example)
{
    private const int Longest = 64 * 1024 * 1024;

    private readonly Option<string?> data = new("--data", "-d") { HelpName = "JSON|@FILE|-", Description = "The body: JSON, a file that holds it, or standard input." };
    private readonly string name = name;

    protected override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(data);
    }

    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var body = await BodyAsync(call, cancellation);
        using var session = call.OpenSession();
        var (method, address) = (new HttpMethod(name.ToUpperInvariant()), AddressOf(call, session.Authentication.ApiAddress));
#pragma warning disable CA2000 // The request disposes of its content.
        var answer = await ApiAnswer.SendAsync(call, session.Api, () => NewRequest(call, method, address, body is null ? null : Json(body)), cancellation);
#pragma warning restore CA2000
        Head(call, answer);
        await Shown.BodyAsync(call, answer.Checked(method, address), cancellation);
        return ExitCode.Done;
    }

    private async Task<byte[]?> BodyAsync(Invocation call, CancellationToken cancellation)
    {
        var body = call.Get(data) switch
        {
            null => null,
            "-" => await ReadAsync(call.Shell.Input, cancellation),
            ['@', .. var path] => await File.ReadAllBytesAsync(path, cancellation),
            var json => Encoding.UTF8.GetBytes(json),
        };
        if (body is null) return null;
        using var document = Shown.Parse(body) ?? throw new CommandException(ExitCode.Usage, "The body is no JSON.", "Give JSON, @FILE or - after --data.");
        return body;
    }

    private static async Task<byte[]> ReadAsync(Stream input, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81920];
        for (int count; (count = await input.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (all.Length + count > Longest) throw new CommandException(ExitCode.Usage, "The body is longer than 64 MB.", "Files are uploaded with: stagedoor files upload");
            all.Write(buffer, 0, count);
        }

        return all.ToArray();
    }

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new("application/json") } };
}
