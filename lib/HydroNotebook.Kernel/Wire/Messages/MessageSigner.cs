using System.Security.Cryptography;

namespace HydroNotebook.Kernel.Wire.Messages;

/// <summary>Signatures of messages: HMAC-SHA256 over the raw frames header, parent header, metadata and content, as lower-case hexadecimal text.</summary>
internal sealed class MessageSigner : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IncrementalHash _hash;

    internal MessageSigner(byte[] key) => _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);

    /// <summary>The signature of four frames.</summary>
    internal byte[] Sign(ReadOnlySpan<byte[]> frames)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        lock (_gate)
        {
            foreach (byte[] frame in frames)
            {
                _hash.AppendData(frame);
            }

            _hash.GetHashAndReset(digest);
        }

        var text = new byte[2 * digest.Length];
        Convert.TryToHexStringLower(digest, text, out _);
        return text;
    }

    /// <summary>Whether the signature is that of the frames; takes the same time wherever they differ.</summary>
    internal bool IsRight(ReadOnlySpan<byte> signature, ReadOnlySpan<byte[]> frames) =>
        CryptographicOperations.FixedTimeEquals(signature, Sign(frames));

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
