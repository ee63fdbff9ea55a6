namespace Stagedoor.Storage.Content;

/// <summary>The disk refused, not the sender: both fail with an <see cref="IOException"/>.</summary>
internal sealed class ContentWriteException(Exception inner) : Exception("a content could not be written", inner)
{
    public static async ValueTask GuardAsync(Func<ValueTask> write)
    {
        try
        {
            await write();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ContentWriteException(problem);
        }
    }
}
