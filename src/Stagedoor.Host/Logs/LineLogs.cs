using System.Text;
using System.Threading.Channels;

namespace Stagedoor.Host.Logs;

/// <summary>
/// Writes the log to standard output, in groups and from a thread of its own, so that no request waits for a terminal. What does not fit is counted and told of.
/// The framework's own words about requests hold query strings, and are left out whatever the level.
/// </summary>
[ProviderAlias("Console")]
internal sealed class LineLogs : ILoggerProvider, ISupportExternalScope
{
    private const int Waiting = 32 * 1024, LargestGroup = 64 * 1024;

    private static readonly string[] HoldQueries = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests", "Microsoft.AspNetCore.HttpLogging"];

    private readonly Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly Stream output;
    private readonly Thread writer;
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();
    private long dropped;

    public LineLogs() : this(Console.OpenStandardOutput())
    {
    }

    internal LineLogs(Stream output)
    {
        this.output = output;
        writer = new(Run) { IsBackground = true, Name = "log" };
        writer.Start();
    }

    public ILogger CreateLogger(string categoryName) => new LineLog(this, categoryName, HoldQueries.Contains(categoryName));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
        lines.Writer.TryComplete();
        writer.Join(TimeSpan.FromSeconds(5));
        output.Dispose();
    }

    private void Write(string line)
    {
        if (!lines.Writer.TryWrite(line)) Interlocked.Increment(ref dropped);
    }

    private void Run()
    {
        var group = new StringBuilder(4096);
        while (lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Length < LargestGroup && lines.Reader.TryRead(out var line)) group.Append(line);
            if (Interlocked.Exchange(ref dropped, 0) is > 0 and var lost) group.Append(LineFormat.Write(TimeProvider.System.GetUtcNow(), LogLevel.Warning, nameof(LineLogs), $"{lost} lines did not fit and are lost", null, null));
            try
            {
                output.Write(Encoding.UTF8.GetBytes(group.ToString()));
                output.Flush();
            }
            catch (IOException)
            {
                // Nobody reads any more.
            }

            group.Clear();
        }
    }

    private sealed class LineLog(LineLogs logs, string category, bool silent) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => logs.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => !silent && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // A refused start is one sentence on standard error, and one that was interrupted needs none.
            if (!IsEnabled(logLevel) || exception is StartRefusedException or OperationCanceledException) return;
            string? requestId = null;
            logs.scopes.ForEachScope((scope, _) => requestId = RequestIdIn(scope) ?? requestId, 0);
            logs.Write(LineFormat.Write(TimeProvider.System.GetUtcNow(), logLevel, category, formatter(state, exception), exception, requestId));
        }

        private static string? RequestIdIn(object? scope)
        {
            if (scope is not IReadOnlyList<KeyValuePair<string, object?>> pairs) return null;
            for (var i = 0; i < pairs.Count; i++) if (pairs[i] is { Key: "RequestId", Value: string id }) return id;
            return null;
        }
    }
}
