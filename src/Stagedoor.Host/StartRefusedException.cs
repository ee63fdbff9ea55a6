namespace Stagedoor.Host;

/// <summary>The start is refused. The message is one sentence for the operator: standard error shows it, and nothing else.</summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException()
    {
    }

    public StartRefusedException(string message) : base(message)
    {
    }

    public StartRefusedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
