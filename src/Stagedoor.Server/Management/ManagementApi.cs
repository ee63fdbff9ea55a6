using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management;

/// <summary>
/// Everything that the consoles do, over HTTP: <c>/management/v1</c>. The operations stand in lists, one for each area; here is what all of them share: who calls, the query, the body, the version, the
/// idempotency key, and how an answer or a refusal is written.
/// </summary>
public sealed partial class ManagementApi : ISlice
{
    public const string Root = "/management/v1", Organization = Root + "/organizations/{org}";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Add(IServiceCollection services) => services.AddSingleton<ManagementDoor>().AddSingleton<OpenApiDocument>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root + "/openapi.json", static context => ManagementAnswer.WriteAsync(context.Response, StatusCodes.Status200OK, "application/json", context.RequestServices.GetRequiredService<OpenApiDocument>().Bytes, context.RequestAborted));
        routes.Map("/management/{**rest}", static context => Problem.Nowhere().ExecuteAsync(context)).WithOrder(2);
    }

    /// <summary>Maps the operations of one area, and what is answered to other methods there.</summary>
    internal static void Map(IEndpointRouteBuilder routes, ManagementArea area)
    {
        foreach (var operation in area.Operations) routes.MapMethods(Organization + operation.Path, [operation.Method], context => AnswerAsync(context, operation));
        foreach (var path in area.Operations.GroupBy(operation => operation.Path)) routes.Map(Organization + path.Key, context => WrongMethodAsync(context, path.Select(operation => operation.Method))).WithOrder(1);
    }

    private static async Task AnswerAsync(HttpContext context, Operation operation)
    {
        IResult answer;
        try
        {
            answer = await RunAsync(context, operation);
        }
        catch (StorageUnavailableException)
        {
            answer = Problem.Unavailable();
        }
        catch (Exception problem) when (problem is not OperationCanceledException && !context.Response.HasStarted)
        {
            LogFault(context.RequestServices.GetRequiredService<ILogger<ManagementApi>>(), operation.Id, context.TraceIdentifier, problem);
            answer = Problem.Broken();
        }

        await answer.ExecuteAsync(context);
    }

    private static async Task<IResult> RunAsync(HttpContext context, Operation operation)
    {
        var (administrator, instead) = await context.RequestServices.GetRequiredService<ManagementDoor>().OpenAsync(context, (string)context.Request.RouteValues["org"]!, context.RequestAborted);
        if (administrator is null) return instead!;
        if (ManagementCall.ReadQuery(context.Request, operation, out var query, out var pageSize) is { } wrong) return Problem.Of(wrong);
        if (ManagementCall.ReadVersion(context.Request, out var version) is { } stale) return Problem.Of(stale);
        var (bytes, body, unreadable) = await ManagementBody.ReadAsync(context, operation);
        if (unreadable is not null) return unreadable;
        var keys = context.Request.Headers["Idempotency-Key"];
        if (!operation.IsCreation || keys.Count == 0)
        {
            var call = new ManagementCall(context, operation, administrator, body, query, pageSize, version);
            return (await operation.Run(call)).Failed(out var why, out var reply) ? Problem.Of(why) : reply.Value as IResult ?? Written(reply);
        }

        if (keys is not [{ } key]) return Problem.Of(IdempotencyKeys.Unreadable());
        var unbroken = new ManagementCall(context, operation, administrator, body, query, pageSize, version) { Cancellation = CancellationToken.None };
        var request = (byte[])[.. System.Text.Encoding.UTF8.GetBytes($"{operation.Method} {context.Request.Path}\n"), .. bytes.Span];
        var kept = await context.RequestServices.GetRequiredService<IdempotencyKeys>().OnceAsync(administrator, key, request, async () => (await operation.Run(unbroken)).Select(Kept), context.RequestAborted);
        return kept.Failed(out var refused, out var answer) ? Problem.Of(refused) : new Answer(answer.Status, answer.Body, null);
    }

    private static Answer Written(Reply reply) => new(reply.Status, Bytes(reply), (reply.Value as VersionedAnswer)?.Version);

    // What is shown once is not kept: whoever repeats the request learns what was made, and that its value is gone.
    private static KeptAnswer Kept(Reply reply) => reply.Value is ShownOnceAnswer once
        ? new(reply.Status, Bytes(reply)) { Again = Bytes(reply with { Value = once.WithoutSecret() }) }
        : new(reply.Status, Bytes(reply));

    private static ReadOnlyMemory<byte> Bytes(Reply reply)
    {
        if (reply.Type is null) return default;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Readable)) JsonSerializer.Serialize(writer, reply.Value, reply.Type);
        return buffer.WrittenMemory;
    }

    private static Task WrongMethodAsync(HttpContext context, IEnumerable<string> methods)
    {
        context.Response.Headers.Allow = string.Join(", ", methods.Distinct());
        return Problem.WrongMethod().ExecuteAsync(context);
    }

    private sealed class Answer(int status, ReadOnlyMemory<byte> body, long? version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (version is { } number) httpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{number}\"");
            return ManagementAnswer.WriteAsync(httpContext.Response, status, "application/json", body, httpContext.RequestAborted);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The management operation {Operation} failed [{RequestId}]")]
    private static partial void LogFault(ILogger log, string operation, string requestId, Exception problem);
}
