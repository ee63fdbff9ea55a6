using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio;

/// <summary>One call of an operation: who calls, in which account, and the ways to read what was asked.</summary>
public sealed class Call
{
    private readonly AccountStanding? account;

    internal Call(HttpContext context, Caller caller, AccountStanding? account) => (Context, Caller, this.account) = (context, caller, account);

    public HttpContext Context { get; }

    public Caller Caller { get; }

    /// <summary>Where the caller stands in the account that the path names.</summary>
    public AccountStanding Account => account ?? throw new InvalidOperationException("the operation's path names no account");

    public Guid AccountId => Account.AccountId;

    /// <summary>Whose eyes a list is for.</summary>
    public Viewer Viewer => Viewer.Of(Caller.Actor, Account);

    /// <summary>The time, as exactly as it is stored: what is answered now is what is read later.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds());

    private string Path => Context.Request.Path.ToUriComponent();

    public T Get<T>() where T : notnull => Context.RequestServices.GetRequiredService<T>();

    /// <summary>An id of the path; null when it is malformed, which is a 404.</summary>
    public Guid? Id(string name) => Ids.Read(Context.GetRouteValue(name) as string);

    /// <summary>Whether the caller may do something in the account.</summary>
    public ApiError? May(Act act) => Access.In(Account, act);

    /// <summary>The place that an id of the path names, when the caller may do this there: 404 for whom it does not exist, 403 for whom may not.</summary>
    public ValueTask<Outcome<Place>> MayAsync(Act act, string idName, CancellationToken cancellation) =>
        Id(idName) is { } id ? MayAsync(act, id, cancellation) : new(ApiError.NotFound);

    public ValueTask<Outcome<Place>> MayAsync(Act act, Guid id, CancellationToken cancellation) => Get<Access>().AtAsync(Caller.Actor, Account, act, id, cancellation);

    public ValueTask<Outcome<Fields>> ReadBodyAsync(CancellationToken cancellation, int mostBytes = BodyReader.Usual) => BodyReader.ReadAsync(Context.Request, mostBytes, cancellation);

    /// <summary>What <c>include</c> asks for at an operation that is no list.</summary>
    public Outcome<IncludeSet> Include(params IReadOnlyList<string> allowed) => IncludeSet.Read(Context.Request, allowed);

    /// <summary>A query parameter that is true or false, false when absent.</summary>
    public ApiError? ReadFlag(string name, out bool value)
    {
        var given = Context.Request.Query[name];
        value = given is ["true"];
        return given.Count == 0 || given is ["true"] or ["false"] ? null : ApiError.BadQuery($"{name} is true or false");
    }

    /// <param name="shape">What the list can be asked for.</param>
    /// <param name="body">What of the body a cursor belongs to, where a body chooses what is in the list.</param>
    public Outcome<PageQuery> ReadPage(ListShape shape, string? body = null) => PageQuery.Read(Context.Request, Get<Cursors>(), Caller.User.SubjectId, ListOf(body), shape);

    /// <summary>The answer of a list: its items, where the next page is, and how many there are when that was asked for.</summary>
    public IAnswer List<T>(PageQuery query, Page<T> page, Action<Utf8JsonWriter, T> write, string? body = null) => new ApiBody(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("data");
        foreach (var item in page.Items) write(writer, item);
        writer.WriteEndArray();
        writer.WriteStartObject("links");
        writer.WriteString("next", page.Last is { } last
            ? $"{Path}?after={Get<Cursors>().Write(Caller.User.SubjectId, ListOf(body), new(query.Sort, query.Size, query.TotalCount, query.Include.Text, query.Filters, last))}"
            : null);
        writer.WriteEndObject();
        if (page.Total is { } total) writer.WriteNumber("total_count", total);
        else writer.WriteNull("total_count");
        writer.WriteEndObject();
    });

    private string ListOf(string? body) => body is null ? Path : $"{Path}\n{body}";

    /// <summary>The record of what this call does, to be committed together with it.</summary>
    public ActivityEntry Records(ActivityKind kind, Guid resourceId, string? resourceName, Place? place = null) => new()
    {
        At = Now,
        Kind = kind,
        AccountId = AccountId,
        WorkspaceId = place?.WorkspaceId,
        ProjectId = place?.ProjectId,
        ResourceId = resourceId,
        ResourceName = resourceName,
        Actor = Caller.Actor,
        Address = (Context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : Context.Connection.RemoteIpAddress)?.ToString(),
    };
}
