using System.Runtime.CompilerServices;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A list at the API, asked for page by page while it is enumerated: nothing is sent before, and no page that nobody comes to. Each enumeration begins anew.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
public sealed class FrameioList<T> : IAsyncEnumerable<T>
{
    private readonly ApiConnection connection;
    private readonly ApiRequest first;
    private readonly JsonRead<T> read;

    internal FrameioList(ApiConnection connection, ApiRequest first, JsonRead<T> read) => (this.connection, this.first, this.read) = (connection, first, read);

    /// <summary>Page by page.</summary>
    /// <param name="from">Where to go on: the <see cref="FrameioPage{T}.Next"/> of a page of this list; from the beginning if nothing is said.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<FrameioPage<T>> PagesAsync(string? from = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var request = from is null ? first : NextLink.Follow(first, from);
        while (true)
        {
            var page = await connection.PageAsync(request, read, cancellation).ConfigureAwait(false);
            yield return page;
            if (page.Next is null) yield break;
            var next = NextLink.Follow(first, page.Next);
            // A list that leads to itself would never end.
            if (next.Address == request.Address) throw new FrameioException(FrameioProblem.UnexpectedAnswer, $"{first.Operation}: the link to the next page leads to the same page.") { Operation = first.Operation };
            request = next;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in PagesAsync(null, cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in page.Items) yield return item;
        }
    }
}
