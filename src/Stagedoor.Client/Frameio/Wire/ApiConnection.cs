using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;

namespace Stagedoor.Client.Frameio.Wire;

/// <summary>Sends calls, waits for limits, reads answers.</summary>
internal sealed class ApiConnection(Func<HttpClient> api, Func<HttpClient> files, FrameioClientOptions options)
{
    /// <summary>On requests whose limits are waited for here, so that nobody repeats them on the way.</summary>
    public static readonly HttpRequestOptionsKey<bool> WaitsItself = new("stagedoor.client.waits");

    private const int LongestAnswer = 64 * 1024 * 1024, LongestError = 256 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ConcurrentDictionary<string, DateTimeOffset> turns = new(StringComparer.Ordinal);

    public TimeProvider Time => options.TimeProvider;

    /// <summary>For the bytes of files: their addresses are signed by themselves, and no token goes there.</summary>
    public HttpClient Files => files();

    /// <summary>A call whose answer has <c>data</c>.</summary>
    public async Task<T> SendAsync<T>(ApiRequest request, JsonRead<T> read, CancellationToken cancellation) =>
        Parse(request, await AnswerAsync(request, cancellation).ConfigureAwait(false), (ref Utf8JsonReader reader) => Envelope.Data(ref reader, read));

    /// <summary>A call whose answer may have no data: what was asked for happens later.</summary>
    public async Task<T?> SendMaybeAsync<T>(ApiRequest request, JsonRead<T> read, CancellationToken cancellation) where T : class =>
        Parse(request, await AnswerAsync(request, cancellation).ConfigureAwait(false), (ref Utf8JsonReader reader) => Envelope.DataOrNull(ref reader, read));

    /// <summary>A call whose answer says nothing.</summary>
    public Task SendAsync(ApiRequest request, CancellationToken cancellation) => AnswerAsync(request, cancellation);

    public async Task<FrameioPage<T>> PageAsync<T>(ApiRequest request, JsonRead<T> read, CancellationToken cancellation) =>
        Parse(request, await AnswerAsync(request, cancellation).ConfigureAwait(false), (ref Utf8JsonReader reader) => Envelope.Page(ref reader, read));

    private static T Parse<T>(ApiRequest request, byte[] json, JsonRead<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return read(ref reader);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or OverflowException)
        {
            throw new FrameioException(FrameioProblem.UnexpectedAnswer, $"{request.Operation}: the answer is not what the contract says. {problem.Message}", problem) { Operation = request.Operation };
        }
    }

    private async Task<byte[]> AnswerAsync(ApiRequest request, CancellationToken cancellation)
    {
        using var activity = FrameioDiagnostics.Activities.StartActivity("frameio " + request.Operation, ActivityKind.Client);
        var waited = TimeSpan.Zero;
        for (var attempt = 0; ; attempt++)
        {
            if (options.RateLimits == RateLimitBehavior.Wait) waited += await MyTurnAsync(request.Operation, options.LongestWait - waited, cancellation).ConfigureAwait(false);
            var (answer, refusal) = await OnceAsync(request, cancellation).ConfigureAwait(false);
            activity?.SetTag("http.response.status_code", refusal?.Status ?? 200);
            if (answer is not null) return answer;
            // Without a word from the API: a second, then twice as long each time.
            var pause = refusal!.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(1 << Math.Min(attempt, 6), 60));
            if (refusal.Problem != FrameioProblem.RateLimited || options.RateLimits == RateLimitBehavior.Throw || waited + pause > options.LongestWait)
            {
                activity?.SetStatus(ActivityStatusCode.Error, refusal.Problem.ToString());
                throw refusal;
            }

            await Task.Delay(pause, Time, cancellation).ConfigureAwait(false);
            waited += pause;
        }
    }

    private async Task<(byte[]? Answer, FrameioException? Refusal)> OnceAsync(ApiRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var message = new HttpRequestMessage(request.Method, new Uri(request.Address, UriKind.Relative));
        message.Options.Set(WaitsItself, true);
        message.Headers.Accept.Add(new("application/json"));
        if (request.Version is { } version) message.Headers.Add("api-version", version);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = Json;
        }

        try
        {
            using var response = await api().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            Remember(request.Operation, response);
            if (!response.IsSuccessStatusCode) return (null, await ApiRefusal.ReadAsync(request.Operation, response, LongestError, Time, cancellation).ConfigureAwait(false));
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellation).ConfigureAwait(false);
            return (await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false), null);
        }
        catch (Exception problem) when (IsOutage(problem, cancellation))
        {
            throw new FrameioException(FrameioProblem.Unavailable, $"{request.Operation}: the API could not be reached. {problem.Message}", problem) { Operation = request.Operation };
        }
    }

    internal static bool IsOutage(Exception problem, CancellationToken cancellation) =>
        problem is HttpRequestException or IOException or ExecutionRejectedException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested);

    private void Remember(string operation, HttpResponseMessage response)
    {
        if (ApiRefusal.Limit(response) is not { } limit) return;
        options.RateLimitSeen?.Invoke(operation, limit);
        if (limit.Remaining > 0) turns.TryRemove(operation, out _);
        else if (response.StatusCode != HttpStatusCode.TooManyRequests) turns[operation] = Time.GetUtcNow() + limit.Leak;
    }

    // The last call that was let in emptied the bucket: another one comes back after a while, and no call has to be refused to learn of it.
    private async Task<TimeSpan> MyTurnAsync(string operation, TimeSpan most, CancellationToken cancellation)
    {
        if (!turns.TryGetValue(operation, out var turn)) return TimeSpan.Zero;
        var wait = turn - Time.GetUtcNow();
        if (wait <= TimeSpan.Zero || wait > most) return TimeSpan.Zero;
        await Task.Delay(wait, Time, cancellation).ConfigureAwait(false);
        return wait;
    }
}
