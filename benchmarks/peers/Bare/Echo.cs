using System.Collections.Concurrent;

namespace Bare;

/// <summary>A route that answers what it was told to: the same bytes as the other side's answer, without the work. PUT sets them, GET and POST give them.</summary>
internal static class Echo
{
    private static readonly ConcurrentDictionary<string, byte[]> Answers = new(StringComparer.Ordinal);

    public static void Map(WebApplication app)
    {
        app.MapPut("/echo/{name}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            Answers[(string)context.Request.RouteValues["name"]!] = body.ToArray();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        app.MapGet("/echo/{name}", Answer);
        app.MapPost("/echo/{name}", async context =>
        {
            await ReadToEndAsync(context);
            await Answer(context);
        });
    }

    private static async Task ReadToEndAsync(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }

    private static Task Answer(HttpContext context)
    {
        if (!Answers.TryGetValue((string)context.Request.RouteValues["name"]!, out var bytes))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        return context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
