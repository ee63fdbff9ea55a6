namespace Stagedoor.Client.Authentication.Authorities;

// However many ask at once, the work is done once, and nobody who gives up takes it from the others.
internal sealed class SingleFlight<T>(Func<Task<T>> work)
{
    private readonly Lock gate = new();
    private Task<T>? running;

    public Task<T> RunAsync(CancellationToken cancellation)
    {
        Task<T> flight;
        lock (gate) flight = running ??= Task.Run(LandAsync, CancellationToken.None);
        return flight.WaitAsync(cancellation);
    }

    private async Task<T> LandAsync()
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            lock (gate) running = null;
        }
    }
}
