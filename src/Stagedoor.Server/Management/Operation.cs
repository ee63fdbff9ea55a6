using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management;

/// <summary>A parameter of a query; with <paramref name="Values"/> one of these.</summary>
internal sealed record QueryField(string Name, string What, params string[] Values);

/// <summary>The operations of one area. Each area is a slice that adds its own: the document, and the table of permissions in the tests, are made of all that were added.</summary>
internal sealed record ManagementArea(IReadOnlyList<Operation> Operations);

/// <summary>What an operation answers: a status, and a value with how it is written.</summary>
internal sealed record Reply(int Status, object? Value, JsonTypeInfo? Type);

/// <summary>An answer that can be changed: its version is its ETag.</summary>
public abstract record VersionedAnswer
{
    /// <summary>Rises with every change; send it back in <c>If-Match</c>.</summary>
    public required long Version { get; init; }
}

/// <summary>An answer with a secret that is shown this once.</summary>
public abstract record ShownOnceAnswer
{
    /// <summary>The same for whoever repeats the request: without the secret, and saying so.</summary>
    public abstract ShownOnceAnswer WithoutSecret();
}

/// <summary>
/// One operation of the management API, declared once: routing, the checks, the OpenAPI document and the table of permissions in the tests are made of the same list. The factories are the few shapes that
/// there are.
/// </summary>
internal sealed record Operation
{
    private Operation()
    {
    }

    /// <summary>Its name in the OpenAPI document.</summary>
    public required string Id { get; init; }
    public required string Method { get; init; }

    /// <summary>Below the organization.</summary>
    public required string Path { get; init; }

    /// <summary>What is judged by <see cref="Permissions"/>.</summary>
    public required Act Act { get; init; }
    public required string Summary { get; init; }
    public JsonTypeInfo? Body { get; init; }
    public JsonTypeInfo? Answer { get; init; }

    /// <summary>The longest body that is read.</summary>
    public int LongestBody { get; init; } = ManagementBody.Longest;

    /// <summary>What is wrong with a body that could not be read, where the place alone says too little.</summary>
    public Func<JsonException, string>? Explain { get; init; }

    /// <summary>What a file may be.</summary>
    public IReadOnlyList<string> FileTypes { get; init; } = [];
    public int Success { get; init; } = StatusCodes.Status200OK;
    public IReadOnlyList<QueryField> Query { get; init; } = [];

    /// <summary>Takes an <c>Idempotency-Key</c>.</summary>
    public bool IsCreation { get; init; }

    /// <summary>Pages by <c>after</c> and <c>page_size</c>.</summary>
    public bool IsList { get; init; }

    /// <summary>Takes an <c>If-Match</c>.</summary>
    public bool IsChange { get; init; }

    /// <summary>Does it.</summary>
    public required Func<ManagementCall, Task<Outcome<Reply>>> Run { get; init; }

    public static Operation List<TAnswer>(string id, string path, Act act, string summary, JsonTypeInfo<TAnswer> answer, Func<ManagementCall, Task<Outcome<TAnswer>>> run, params IReadOnlyList<QueryField> query) where TAnswer : class =>
        new() { Id = id, Method = HttpMethods.Get, Path = path, Act = act, Summary = summary, Answer = answer, IsList = true, Query = query, Run = With(StatusCodes.Status200OK, answer, run) };

    public static Operation Get<TAnswer>(string id, string path, Act act, string summary, JsonTypeInfo<TAnswer> answer, Func<ManagementCall, Task<Outcome<TAnswer>>> run, params IReadOnlyList<QueryField> query) where TAnswer : class =>
        new() { Id = id, Method = HttpMethods.Get, Path = path, Act = act, Summary = summary, Answer = answer, Query = query, Run = With(StatusCodes.Status200OK, answer, run) };

    /// <summary>A file, written as it is read.</summary>
    public static Operation Download(string id, string path, Act act, string summary, IReadOnlyList<string> types, Func<ManagementCall, Task<Outcome<IResult>>> run, params IReadOnlyList<QueryField> query) =>
        new() { Id = id, Method = HttpMethods.Get, Path = path, Act = act, Summary = summary, FileTypes = types, Query = query, Run = async call => (await run(call)).Select(static file => new Reply(StatusCodes.Status200OK, file, null)) };

    /// <summary>Makes something: 201, and safe to repeat with an idempotency key.</summary>
    public static Operation Create<TBody, TAnswer>(
        string id, string path, Act act, string summary, JsonTypeInfo<TBody> body, JsonTypeInfo<TAnswer> answer, Func<ManagementCall, TBody, Task<Outcome<TAnswer>>> run) where TBody : class where TAnswer : class => new()
        {
            Id = id,
            Method = HttpMethods.Post,
            Path = path,
            Act = act,
            Summary = summary,
            Body = body,
            Answer = answer,
            Success = StatusCodes.Status201Created,
            IsCreation = true,
            Run = With(StatusCodes.Status201Created, answer, call => run(call, (TBody)call.Body!)),
        };

    /// <summary>Says something about the body, and changes nothing.</summary>
    public static Operation Ask<TBody, TAnswer>(
        string id, string path, Act act, string summary, JsonTypeInfo<TBody> body, JsonTypeInfo<TAnswer> answer, Func<ManagementCall, TBody, Task<Outcome<TAnswer>>> run) where TBody : class where TAnswer : class =>
        new() { Id = id, Method = HttpMethods.Post, Path = path, Act = act, Summary = summary, Body = body, Answer = answer, Run = With(StatusCodes.Status200OK, answer, call => run(call, (TBody)call.Body!)) };

    /// <summary>Changes what the body names, and leaves the rest.</summary>
    public static Operation Change<TBody, TAnswer>(
        string id, string path, Act act, string summary, JsonTypeInfo<TBody> body, JsonTypeInfo<TAnswer> answer, Func<ManagementCall, TBody, Task<Outcome<TAnswer>>> run) where TBody : class where TAnswer : class => new()
        {
            Id = id,
            Method = HttpMethods.Patch,
            Path = path,
            Act = act,
            Summary = summary,
            Body = body,
            Answer = answer,
            IsChange = true,
            Run = With(StatusCodes.Status200OK, answer, call => run(call, (TBody)call.Body!)),
        };

    /// <summary>Does something to what is there.</summary>
    public static Operation Do<TAnswer>(string id, string path, Act act, string summary, JsonTypeInfo<TAnswer> answer, Func<ManagementCall, Task<Outcome<TAnswer>>> run) where TAnswer : class =>
        new() { Id = id, Method = HttpMethods.Post, Path = path, Act = act, Summary = summary, Answer = answer, IsChange = true, Run = With(StatusCodes.Status200OK, answer, run) };

    /// <summary>Does something to what is there, as the body says.</summary>
    public static Operation Do<TBody, TAnswer>(
        string id, string path, Act act, string summary, JsonTypeInfo<TBody> body, JsonTypeInfo<TAnswer> answer, Func<ManagementCall, TBody, Task<Outcome<TAnswer>>> run) where TBody : class where TAnswer : class =>
        new() { Id = id, Method = HttpMethods.Post, Path = path, Act = act, Summary = summary, Body = body, Answer = answer, IsChange = true, Run = With(StatusCodes.Status200OK, answer, call => run(call, (TBody)call.Body!)) };

    public static Operation Delete(string id, string path, Act act, string summary, Func<ManagementCall, Task<Outcome<Done>>> run) => new()
    {
        Id = id,
        Method = HttpMethods.Delete,
        Path = path,
        Act = act,
        Summary = summary,
        Success = StatusCodes.Status204NoContent,
        IsChange = true,
        Run = async call => (await run(call)).Select(static _ => new Reply(StatusCodes.Status204NoContent, null, null)),
    };

    private static Func<ManagementCall, Task<Outcome<Reply>>> With<TAnswer>(int status, JsonTypeInfo<TAnswer> type, Func<ManagementCall, Task<Outcome<TAnswer>>> run) where TAnswer : class =>
        async call => (await run(call)).Select(answer => new Reply(status, answer, type));
}
