namespace Stagedoor.Server.SignIn.Device;

/// <summary>What the page shows on which a code is entered.</summary>
public sealed record CodeView(string FormToken, string? Problem);

/// <summary>What the page shows on which a device is confirmed, RFC 8628 §5.4: who asks, from where and when.</summary>
public sealed record DeviceView
{
    public required Asking Asking { get; init; }
    public required string UserCode { get; init; }
    public required string AskedAt { get; init; }
    public string? Address { get; init; }
    public required string AddressHere { get; init; }

    /// <summary>The way to another account.</summary>
    public required string Elsewhere { get; init; }
    public string? Problem { get; init; }

    /// <summary>What came of asking the administrators.</summary>
    public string? Asked { get; init; }
    public required string FormToken { get; init; }
}
