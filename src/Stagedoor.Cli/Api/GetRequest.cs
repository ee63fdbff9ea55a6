using System.CommandLine;
using System.Text.Json;

namespace Stagedoor.Cli.Api;

/// <summary><c>stagedoor api get PATH</c>, and with <c>--paginate</c> all pages of a list: one item a line, or one array.</summary>
internal sealed class GetRequest() : ApiRequestVerb(
    "get",
    "Asks for something, or for all pages of a list.",
    "stagedoor api get /v4/me",
    "stagedoor api get /v4/accounts/ACCOUNT/workspaces -q page_size=100 --paginate | jq -r .name")
{
    private readonly Option<bool> paginate = new("--paginate") { Description = "Follow links.next to the end, and print each item of data in a line of its own." };
    private readonly Option<bool> array = new("--array") { Description = "With --paginate: print one array instead." };

    protected override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(paginate);
        command.Add(array);
        command.Validators.Add(result =>
        {
            if (result.GetValue(array) && !result.GetValue(paginate)) result.AddError("--array goes with --paginate.");
        });
    }

    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        using var session = call.OpenSession();
        var address = AddressOf(call, session.Authentication.ApiAddress);
        if (call.Get(paginate)) await PagesAsync(call, session, address, cancellation);
        else
        {
            var answer = await AskAsync(call, session, address, cancellation);
            await Shown.BodyAsync(call, answer, cancellation);
        }

        return ExitCode.Done;
    }

    private async Task<ApiAnswer> AskAsync(Invocation call, Session session, Uri address, CancellationToken cancellation)
    {
        var answer = await ApiAnswer.SendAsync(call, session.Api, () => NewRequest(call, HttpMethod.Get, address, null), cancellation);
        Head(call, answer);
        return answer.Checked(HttpMethod.Get, address);
    }

    private async Task PagesAsync(Invocation call, Session session, Uri first, CancellationToken cancellation)
    {
        var inArray = call.Get(array);
        var items = 0;
        if (inArray) await call.Output.CopyAsync("["u8.ToArray(), cancellation);
        for (Uri? address = first; address is not null;)
        {
            using var page = Shown.Parse((await AskAsync(call, session, address, cancellation)).Body);
            if (page is null || page.RootElement.ValueKind != JsonValueKind.Object || !page.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            {
                throw new CommandException(ExitCode.Failed, $"{first.AbsolutePath} is no list: its answer has no array named data.", "Leave out --paginate.");
            }

            foreach (var item in data.EnumerateArray())
            {
                if (inArray) await call.Output.CopyAsync(items++ == 0 ? "\n"u8.ToArray() : ",\n"u8.ToArray(), cancellation);
                call.Output.JsonLine(item.WriteTo, line: !inArray);
            }

            address = NextOf(page.RootElement) is { } link ? ApiPath.Next(first, address, link) : null;
        }

        if (inArray) await call.Output.CopyAsync("\n]\n"u8.ToArray(), cancellation);
    }

    private static string? NextOf(JsonElement page) =>
        page.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.Object && links.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
}
