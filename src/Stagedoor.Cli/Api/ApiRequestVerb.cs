using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.Api;

/// <summary>What the verbs of <c>stagedoor api</c> share: the path, its query, headers, and how an answer is shown.</summary>
internal abstract class ApiRequestVerb(string name, string description, params string[] examples) : Verb(name, description, examples)
{
    private readonly Argument<string> path = new("PATH") { Description = "The path at the API, such as /v4/me." };
    private readonly Option<string[]> query = new("--query", "-q") { HelpName = "NAME=VALUE", Description = "A parameter of the query, escaped for you; may stand more than once." };
    private readonly Option<string[]> header = new("--header", "-H") { HelpName = "NAME:VALUE", Description = "A header of the request; may stand more than once." };
    private readonly Option<bool> include = new("--include", "-i") { Description = "Show the status and the headers of the answer before it." };

    protected override void Declare(Command command)
    {
        command.Add(path);
        command.Add(query);
        command.Add(header);
        command.Add(include);
    }

    /// <summary>The address that is meant: below the API's, whatever the path holds.</summary>
    protected Uri AddressOf(Invocation call, Uri api)
    {
        var text = new StringBuilder(call.Get(path));
        foreach (var pair in call.Get(query) ?? [])
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value]) throw new CommandException(ExitCode.Usage, $"--query is NAME=VALUE, and not {pair}.", "stagedoor api get /v4/accounts -q page_size=10");
            text.Append(text.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return ApiPath.Resolve(api, text.ToString());
    }

    protected HttpRequestMessage NewRequest(Invocation call, HttpMethod method, Uri address, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (var line in call.Get(header) ?? [])
        {
            if (line.Split(':', 2) is not [{ Length: > 0 } name, var value]) throw new CommandException(ExitCode.Usage, $"--header is NAME:VALUE, and not {line}.", "stagedoor api get /v4/me -H api-version:experimental");
            if (name.Trim().Equals("Authorization", StringComparison.OrdinalIgnoreCase)) throw new CommandException(ExitCode.Usage, "The Authorization header is the profile's own.", "Choose another identity with --profile.");
            if (!request.Headers.TryAddWithoutValidation(name.Trim(), value.Trim()) && content?.Headers.TryAddWithoutValidation(name.Trim(), value.Trim()) != true) throw new CommandException(ExitCode.Usage, $"{name} cannot be set on this request.", "stagedoor api get --help");
        }

        return request;
    }

    /// <summary>Status and headers, if they were asked for.</summary>
    protected void Head(Invocation call, ApiAnswer answer)
    {
        if (!call.Get(include)) return;
        call.Output.Line($"HTTP/{answer.Version} {answer.Status} {Output.Plain(answer.Reason)}".TrimEnd());
        foreach (var (name, value) in answer.Headers) call.Output.Line($"{name}: {Terminal.Output.Plain(value)}");
        call.Output.Line();
    }
}
